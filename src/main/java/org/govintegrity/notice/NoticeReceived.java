package org.govintegrity.notice;

/** Somebody of the addressee opened a notice for the first time; published within that transaction. */
public record NoticeReceived(String noticeNo) {
}
