import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createLimits } from '../../../../relay/limits/limits.ts';
import { openMetrics } from '../../../../relay/metrics.ts';
import { createAdmission, type Line } from '../../../../relay/sockets/admission.ts';
import { personId } from '../../../../shared/contract/ids.ts';

class TestLine extends EventEmitter implements Line {
  readonly request = new IncomingMessage(new Socket());

  close(): void {
    this.emit('close');
    this.request.socket.destroy();
  }
}

function open() {
  const metrics = openMetrics();
  const admission = createAdmission({
    limits: createLimits(metrics.turnedAway),
    isTrusted: () => false,
    metrics,
  });
  const opened = (): TestLine => {
    const line = new TestLine();
    onTestFinished(() => void line.request.socket.destroy());
    admission.opened(line);
    return line;
  };
  return { admission, opened, mayOpen: () => admission.mayOpen(new TestLine().request) };
}

const person = personId.parse(randomUUID());

test('a desktop that hung up while it was being looked up takes no place of its person', () => {
  const { admission, opened } = open();
  for (let time = 0; time < 100; time += 1) {
    const line = opened();
    admission.spoke(line);
    line.close();
    expect(admission.admitted(line, person)).toBe(false);
  }
  expect(admission.admitted(opened(), person)).toBe(true);
});

test('desktops that a slow relay did not answer in time do not shut out their address', async () => {
  const { admission, opened, mayOpen } = open();
  for (let time = 0; time < 400; time += 1) {
    const line = opened();
    admission.spoke(line);
    line.close();
    admission.admitted(line, person);
  }
  expect(await mayOpen()).toBe(true);
});

test('who hangs up without a word, or with a wrong one, is counted', async () => {
  const silent = open();
  for (let time = 0; time < 300; time += 1) silent.opened().close();
  expect(await silent.mayOpen()).toBe(false);
  const wrong = open();
  for (let time = 0; time < 300; time += 1) {
    const line = wrong.opened();
    wrong.admission.spoke(line);
    line.close();
    wrong.admission.refused(line, true);
  }
  expect(await wrong.mayOpen()).toBe(false);
});
