/** What the models of complaints name, and the tables of law they ask. */
package org.govintegrity.complaint.process;
