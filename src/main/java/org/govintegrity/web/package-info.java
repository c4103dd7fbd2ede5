/** Pages and REST: what people see and call. Holds no business rule of its own. */
package org.govintegrity.web;
