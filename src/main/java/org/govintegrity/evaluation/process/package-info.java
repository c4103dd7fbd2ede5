/** What the models of the evaluation name, and the tables it rests on. */
package org.govintegrity.evaluation.process;
