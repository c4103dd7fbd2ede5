/** 证据: uploaded files with their type, size and hash, kept on disk outside the engine's tables. Knows cases by number only. */
package org.govintegrity.evidence;
