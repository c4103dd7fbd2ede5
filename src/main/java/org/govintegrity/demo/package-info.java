/**
 * 演示年度: a whole year of the district, generated from a seed and played through the real processes with the clock moved. Only with the profile
 * {@code demo-year}; never together with {@code prod}.
 */
package org.govintegrity.demo;
