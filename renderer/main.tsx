import { createBridgeClient } from './bridge/client.ts';
import { pickTransport } from './bridge/pick-transport.ts';
import { startApp } from './app/start.tsx';

void startApp(async () => createBridgeClient(await pickTransport()));
