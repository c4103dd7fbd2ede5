/** What the model of the third-party assessment names, and the tables it asks. */
package org.govintegrity.assessment.process;
