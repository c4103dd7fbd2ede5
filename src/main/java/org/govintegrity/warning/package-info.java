/**
 * 大数据预警 (分工方案三.2): signals about units, rules over them, and warnings that people triage. The families tell what they know through
 * {@link org.govintegrity.casefile.FigureSource} and {@link org.govintegrity.casefile.SignalSource}; monitors outside hand signals in by file or interface.
 */
package org.govintegrity.warning;
