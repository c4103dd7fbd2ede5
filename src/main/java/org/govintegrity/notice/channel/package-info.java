/** Channels to systems and messengers outside: each speaks one vendor's format, all of them through one guarded door. */
package org.govintegrity.notice.channel;
