package org.govintegrity.notice;

/** A notice was written; published within the transaction that writes it. @param needsReceipt whether somebody has to receive it, or be called */
public record NoticeIssued(String noticeNo, boolean needsReceipt) {
}
