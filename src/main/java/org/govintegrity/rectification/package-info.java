/** 整改: items with owner and date, plan, report, verification by somebody else, 销号 or again, at most as often as the table allows. */
package org.govintegrity.rectification;
