/**
 * 失信投诉举报: taken in from the portal, by a clerk or from the hotline's file, verified by somebody else than whom it is about, answered and, where it
 * is upheld, followed by mending. Who complained is kept apart ({@link org.govintegrity.complaint.Informers}) and reaches nobody who handles it.
 */
package org.govintegrity.complaint;
