/** What the model {@code public-appraisal} names, and the tables it rests on. */
package org.govintegrity.appraisal.process;
