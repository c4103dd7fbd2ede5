/**
 * 第三方评估: an institution outside is chosen without interest in the units, gets data under secrecy, hands in its report and scores in time, has them
 * compared with ours and reviewed, and the summary is published. Scores are taken in by the process {@code third-party-score}, which is called.
 */
package org.govintegrity.assessment;
