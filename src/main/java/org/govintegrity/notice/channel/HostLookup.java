package org.govintegrity.notice.channel;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks the name service. */
@FunctionalInterface
interface HostLookup {

    InetAddress[] addresses(String host) throws UnknownHostException;
}
