/** What the embedded database needs so that it keeps what the server database keeps by itself, and how statements are run. */
package org.govintegrity.database;
