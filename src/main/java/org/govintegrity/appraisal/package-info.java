/**
 * 群众评议 (plan clause 三.1; 国办发〔2019〕51号): people appraise units without an account, five grades, one vote for each token,
 * person and matter; what is counted, what a bad vote leads to, what of it is shown.
 */
package org.govintegrity.appraisal;
