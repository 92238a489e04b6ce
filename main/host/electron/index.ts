import { join } from 'node:path';
import process from 'node:process';
import { app, dialog } from 'electron';
import { createApp } from '../../app.ts';
import { HostError } from '../common/host-error.ts';
import { startElectronHost } from './host.ts';

/* Casement as a program of its own. */

async function main(): Promise<void> {
  try {
    await startElectronHost({
      createApp,
      // Built, this file is out/main/index.js.
      out: join(import.meta.dirname, '..'),
      argv: process.argv.slice(1),
      environment: process.env,
      platform: process.platform,
      now: Date.now,
    });
  } catch (error) {
    const why = error instanceof HostError ? error.message : String(error);
    dialog.showErrorBox('Casement cannot start', why);
    app.exit(1);
  }
}

// Not awaited: Electron is not ready before this file has been run to its end.
void main();
