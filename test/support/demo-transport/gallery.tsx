import { createBridgeClient } from '../../../renderer/bridge/client.ts';
import { startApp } from '../../../renderer/app/start.tsx';
import { demoTransport } from './demo-transport.ts';
import { readScene } from './scene.ts';

/* The interface over an in-memory core: `?scene=offline`, see `scene.ts` for the others. */

const scene = readScene(new URLSearchParams(location.search));
void startApp(() => Promise.resolve(createBridgeClient(demoTransport(scene, Date.now()))));
