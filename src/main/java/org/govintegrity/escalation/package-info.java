/** 督办: the ladder 提醒 → 黄牌 → 红牌 → 约谈, hand-back with final designation, and extension of limits. */
package org.govintegrity.escalation;
