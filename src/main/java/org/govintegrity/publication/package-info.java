/**
 * The publication gate (公开门): what of the archive may be shown to the public passes here and nowhere else, and every act is a
 * link of a log. A person's record never passes (山东省社会信用条例 第20条).
 */
package org.govintegrity.publication;
