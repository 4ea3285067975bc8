// SPDX-License-Identifier: GPL-3.0-or-later
/** The model catalogue: folders on the server's disk, named and owned by users. */
package dev.kith.procedures.model;
