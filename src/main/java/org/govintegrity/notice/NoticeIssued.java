package org.govintegrity.notice;

/** A notice was written; published within the transaction that writes it. */
public record NoticeIssued(String noticeNo) {
}
