import type { Tier } from '#shared/features/environment/model.ts';

/** Who and what plays in the sample workspace. All of it is made up; the Electron releases beside it are real. */
export const environments: readonly { readonly name: string; readonly tier: Tier }[] = [
  { name: 'dev', tier: 'development' },
  { name: 'integration', tier: 'development' },
  { name: 'staging', tier: 'staging' },
  { name: 'prod-eu', tier: 'production' },
  { name: 'prod-us', tier: 'production' },
  { name: 'prod-ap', tier: 'production' },
];

export interface SampleProject {
  readonly name: string;
  readonly description: string;
  readonly version: readonly [major: number, minor: number, patch: number];
  /** Days between two releases, on average. */
  readonly everyDays: number;
  /** The production environments that it runs in. */
  readonly regions: readonly string[];
}

const everywhere = ['prod-eu', 'prod-us', 'prod-ap'];

export const projects: readonly SampleProject[] = [
  {
    name: 'checkout-api',
    description: 'Cart, prices and orders.',
    version: [4, 12, 0],
    everyDays: 2,
    regions: everywhere,
  },
  {
    name: 'payments',
    description: 'Card and wallet payments.',
    version: [7, 3, 1],
    everyDays: 4,
    regions: everywhere,
  },
  {
    name: 'catalog-api',
    description: 'Products and stock.',
    version: [2, 31, 4],
    everyDays: 2.5,
    regions: everywhere,
  },
  {
    name: 'identity',
    description: 'Accounts, sessions and keys.',
    version: [5, 0, 9],
    everyDays: 5,
    regions: everywhere,
  },
  {
    name: 'search-indexer',
    description: 'Feeds the search.',
    version: [1, 18, 2],
    everyDays: 3,
    regions: ['prod-eu', 'prod-us'],
  },
  {
    name: 'edge-gateway',
    description: 'The front door of every region.',
    version: [3, 6, 0],
    everyDays: 4,
    regions: everywhere,
  },
  {
    name: 'notify',
    description: 'Mail, push and text messages.',
    version: [0, 44, 0],
    everyDays: 3,
    regions: ['prod-eu', 'prod-us'],
  },
  {
    name: 'ledger',
    description: 'Double-entry books.',
    version: [2, 9, 3],
    everyDays: 8,
    regions: ['prod-eu'],
  },
  {
    name: 'pricing',
    description: 'Price lists and discounts.',
    version: [6, 1, 0],
    everyDays: 3.5,
    regions: everywhere,
  },
  {
    name: 'web-storefront',
    description: 'The shop in the browser.',
    version: [12, 40, 0],
    everyDays: 1.5,
    regions: everywhere,
  },
  {
    name: 'media-proxy',
    description: 'Pictures in every size.',
    version: [1, 2, 7],
    everyDays: 9,
    regions: everywhere,
  },
  {
    name: 'fraud-score',
    description: 'Scores orders by risk.',
    version: [3, 0, 12],
    everyDays: 6,
    regions: ['prod-eu', 'prod-us'],
  },
];

export const people = ['mira.solberg', 'jun.park', 'anna.keller', 'tomasz.wrona'] as const;
export const robot = 'ci-deploy';

export interface SampleStep {
  readonly name: string;
  readonly kind: 'active' | 'waiting';
  /** Usual length in seconds. */
  readonly seconds: number;
}

const step = (name: string, seconds: number, kind: SampleStep['kind'] = 'active'): SampleStep => ({
  name,
  kind,
  seconds,
});

/** The workflow of each tier. */
export const workflows: Readonly<Record<Tier, readonly SampleStep[]>> = {
  development: [
    step('Check out', 6),
    step('Build image', 95),
    step('Unit tests', 140),
    step('Push image', 22),
    step('Deploy', 45),
    step('Smoke test', 30),
  ],
  staging: [
    step('Fetch image', 12),
    step('Migrate database', 40),
    step('Deploy', 80),
    step('Integration tests', 420),
    step('Load test', 300),
  ],
  production: [
    step('Approval', 900, 'waiting'),
    step('Migrate database', 60),
    step('Canary 5 %', 90),
    step('Bake', 600, 'waiting'),
    step('Roll out', 240),
    step('Health checks', 120),
  ],
};

/** What goes wrong, by the step that it goes wrong in. */
export const failures: readonly {
  readonly step: string;
  readonly message: string;
  readonly issue: string;
}[] = [
  {
    step: 'Unit tests',
    message: '3 of 1,204 tests failed: CartTotalsTest',
    issue: 'CartTotalsTest: expected 19.90, was 19.89',
  },
  {
    step: 'Build image',
    message: 'npm ci: integrity check failed for a package',
    issue: 'The lock file and the registry disagree',
  },
  {
    step: 'Smoke test',
    message: 'GET /health answered 503 for 60 s',
    issue: 'The pod was killed: out of memory (512 MiB)',
  },
  {
    step: 'Integration tests',
    message: 'Timed out after 10 min waiting for the payment sandbox',
    issue: 'Payment sandbox: 504 from upstream',
  },
  {
    step: 'Load test',
    message: 'p99 812 ms, limit 400 ms',
    issue: 'A sequential scan on order_item under load',
  },
  {
    step: 'Migrate database',
    message: 'lock_timeout: could not lock table "order"',
    issue: 'A long report held the table',
  },
  {
    step: 'Canary 5 %',
    message: 'Error rate 2.4 %, limit 0.5 %',
    issue: 'TypeError in PriceFormatter on ja-JP',
  },
  {
    step: 'Health checks',
    message: '2 of 12 instances did not become ready',
    issue: 'Node pool had no capacity left',
  },
];

export const rollbackReasons = [
  'Error rate on /orders tripled within ten minutes',
  'Discounts were applied twice for gift cards',
  'Memory grows by 40 MB a minute since the release',
  'Log-ins by passkey fail on older Android versions',
  'Search results are stale: the indexer stopped consuming',
] as const;

export const retryReasons = [
  'The sandbox is back',
  'Flaky test, seen before',
  'Capacity was added',
  'The report has ended',
] as const;

export const changes = [
  'Round totals the way the invoice does',
  'Retry once when the upstream answers 503',
  'Drop the old session cookie',
  'Cache price lists for a minute',
  'Index product names in Japanese',
  'Log the order number with every payment',
  'Move to the new connection pool',
  'Update dependencies',
] as const;
