import { afterEach, beforeEach, expect } from 'vitest';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import type { RolloutStep } from '#shared/features/codepush/plan.ts';
import { bundle, uploadPackage } from '../../support/packages.ts';
import { reported } from '../../support/reports.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';

/** A step that asks for a day, twenty reports and one failure in twenty at most, unless it says otherwise. */
export const step = (percent: number, more: Partial<RolloutStep> = {}): RolloutStep => ({
  percent,
  minimumHours: 24,
  minimumReports: 20,
  maximumFailureRate: 0.05,
  ...more,
});

export const STEPS = [step(5), step(50), step(100)];

/** A desk with one channel and what a test of plans does with it. */
export interface RolloutDesk {
  readonly app: TestApp;
  readonly channel: Channel;
  /** Releases contents to the channel. @returns the deployment. */
  release(text: string, more?: { readonly rollout?: number; readonly range?: string }): Promise<number>;
  /** Releases at a percentage with a plan. @returns the deployment. */
  planned(steps?: readonly RolloutStep[], rollout?: number): Promise<number>;
  /** So many devices have reported of a label by now. */
  reported(numbers: { readonly installed?: number; readonly failed?: number }, label?: string): void;
  /** Moves the clock and does what is due then. */
  later(ms: number): Promise<void>;
  /** Closes the file and opens it again. */
  reopen(): Promise<void>;
}

/** A fresh desk for every test; an error that nobody expected fails it. */
export function eachRolloutDesk(selection: Channel['selection'] = 'codepush'): RolloutDesk {
  let app: TestApp;
  let channel: Channel;
  beforeEach(async () => {
    app = await testApp();
    const project = await app.client.project.create({ name: 'Payments', kind: 'mobile' });
    channel = await app.client.codepush.createChannel({
      projectId: project.id,
      os: 'android',
      target: 'production',
      selection,
    });
  });
  afterEach(async () => {
    expect(app.logged).toEqual([]);
    await app.close();
  });
  const release: RolloutDesk['release'] = async (text, { rollout = 100, range = '1.0.0' } = {}) => {
    const packageHash = await uploadPackage(app, await bundle(text));
    const input = { channelId: channel.id, packageHash, targetBinaryRange: range, rollout };
    return (await app.client.codepush.release(input)).release.deploymentId;
  };
  return {
    get app() {
      return app;
    },
    get channel() {
      return channel;
    },
    release,
    async planned(steps = STEPS, rollout = 0) {
      const deploymentId = await release('one', { rollout });
      await app.client.rollout.put({ deploymentId, steps: [...steps] });
      return deploymentId;
    },
    reported: (numbers, label = 'v1') => reported(app, channel.id, label, numbers),
    async later(ms) {
      app.sources.advance(ms);
      await app.app.runDue();
    },
    async reopen() {
      app = await app.reopen();
    },
  };
}
