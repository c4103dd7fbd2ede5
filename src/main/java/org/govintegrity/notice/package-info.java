/** 送达: each notice with its version, recipients, channels, times and receipt. */
package org.govintegrity.notice;
