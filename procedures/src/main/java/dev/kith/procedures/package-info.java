// SPDX-License-Identifier: GPL-3.0-or-later
/** The procedures that describe the plugin itself, and what all procedures share. */
package dev.kith.procedures;
