/**
 * What the embedded database needs so that it keeps what the server database keeps by itself, how statements are run, and
 * how big the database is.
 */
package org.govintegrity.database;
