/** 失信认定: a clue, its verification, kind and class, the right of defence, a decision never heavier than proposed, the record. */
package org.govintegrity.breach;
