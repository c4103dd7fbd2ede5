/** 责任建议移送: proposal, approval, hand-over, reply, record, term. The system proposes and tracks; it never decides a sanction (政府督查工作条例 第21、23条). */
package org.govintegrity.accountability;
