/** Who is away for some days and who acts in their stead meanwhile. Knows people and limits, neither cases nor the engine. */
package org.govintegrity.absence;
