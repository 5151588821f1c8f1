import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';

/** The group that a test stands in, or its file: what a person would look for. */
function groupOf(test: TestCase): string {
  const { parent } = test;
  return parent.type === 'suite' ? parent.fullName : parent.relativeModuleId;
}

/** Ends a run with what was skipped, by name, and one plain line that any reader of logs understands. */
export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    let passed = 0;
    // What went wrong outside of any test failed as well.
    let failed = errors.length;
    const skipped = new Map<string, number>();
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      if (module.state() === 'failed' && tests.length === 0) failed += 1;
      for (const test of tests) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'failed') failed += 1;
        else skipped.set(groupOf(test), (skipped.get(groupOf(test)) ?? 0) + 1);
      }
    }
    const lines = [...skipped].map(([group, count]) => `Skipped ${count} of "${group}"`);
    process.stdout.write(`\n${[...lines, `${passed} passed, ${failed} failed`].join('\n')}\n`);
  }
}
