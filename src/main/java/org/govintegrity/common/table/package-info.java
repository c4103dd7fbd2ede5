/** Tables as files: reading what was handed in, writing what is handed out. */
package org.govintegrity.common.table;
