/**
 * 考核评价 (plan clauses 三.1 and 四.3): once a year every unit is scored by indicators that are data, from frozen inputs, with the
 * right to object; each quarter an automatic score beside it; what institutions outside have scored. Families tell their figures
 * through {@link org.govintegrity.casefile.FigureSource}, so this module knows none of them.
 */
package org.govintegrity.evaluation;
