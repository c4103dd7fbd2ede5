/** 信用修复: four conditions, materials, a decision of whoever determined the record, and then the record no longer counts. */
package org.govintegrity.repair;
