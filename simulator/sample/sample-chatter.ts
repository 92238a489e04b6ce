import type { Chatter } from '../customers/script.ts';

export const sampleChatter: Chatter = { liveMessages: () => [], answersTo: () => [] };
