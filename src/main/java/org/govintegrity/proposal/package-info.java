/** 代表建议、政协提案: registered one by one or from a file, dispatched, answered to each signer, and what an answer promises is followed up. */
package org.govintegrity.proposal;
