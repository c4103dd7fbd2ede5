/** What the embedded database needs so that it keeps what the server database keeps by itself. */
package org.govintegrity.database;
