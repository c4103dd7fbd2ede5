/**
 * 政务诚信监督检查: from the authorised launch to the signed report (workflow of the plan's clause 三.1;
 * 政府督查工作条例 第7、11、15条: authorisation, plan, no duplicate inspection).
 */
package org.govintegrity.inspection;
