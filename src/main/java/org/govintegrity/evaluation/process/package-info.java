/** What the models of the evaluation name, and the tables they rest on. */
package org.govintegrity.evaluation.process;
