import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credentialRules } from '#shared/features/credential/model.ts';
import {
  credentialContainers,
  openFields,
  REDACTED,
  redactSecrets,
  secretFields,
} from '#shared/features/credential/redact.ts';

const secretOf = (name: string) => `s3cr3t-${name}`;

/** The credential parts of a project as the interface carries them (spec/mobile 1.6). */
const android = {
  keystore: secretOf('keystore'),
  keystorePassword: secretOf('keystorePassword'),
  keyAlias: secretOf('keyAlias'),
  keyPassword: secretOf('keyPassword'),
};
const ios = {
  provisioningProfile: secretOf('provisioningProfile'),
  certificate: secretOf('certificate'),
  password: secretOf('password'),
  certificateApn: secretOf('certificateApn'),
  certificateApnKey: secretOf('certificateApnKey'),
  provisioningExpiration: '2027-01-01T00:00:00.000Z',
  certificateExpiration: '2027-02-01T00:00:00.000Z',
};
const project = {
  name: 'Shop',
  credential: {
    android: { production: android, staging: android },
    huawei: { production: android, staging: { ...android, keystore: '' } },
    ios: { production: ios, staging: { ...ios, certificateApn: null } },
  },
  additionalCredentials: {
    ios: {
      production: [
        {
          bundleIdentifier: 'com.shop.share',
          provisioningProfile: secretOf('extension'),
          provisioningExpiration: '2027-03-01T00:00:00.000Z',
        },
      ],
      staging: [],
    },
  },
  storeCredentials: {
    googlePlay: { googleServiceFile: secretOf('googleServiceFile'), packageName: 'com.shop' },
    appleAppStore: {
      keyId: secretOf('keyId'),
      keyIssuerId: secretOf('keyIssuerId'),
      apiKeyFile: secretOf('apiKeyFile'),
      keyInHouse: false,
      appIdentifier: 'com.shop.ios',
      teamId: 'TEAM1',
      teamName: 'Shop Ltd',
      appSpecificId: '1234',
    },
    huaweiAppGallery: { clientId: secretOf('clientId'), clientSecret: secretOf('clientSecret') },
  },
};

describe('redacting a project', () => {
  const seen = JSON.stringify(
    redactSecrets({ project, user: { username: 'mira', password: 's3cr3t-person' } }),
  );

  it('leaves no secret value anywhere', () => {
    expect(seen).not.toContain('s3cr3t');
  });

  it('leaves what may be seen: when it ends, which app it is for, and everything else of the project', () => {
    for (const open of [
      '2027-01-01',
      '2027-02-01',
      '2027-03-01',
      'com.shop.share',
      'com.shop.ios',
      'TEAM1',
      'Shop Ltd',
      '1234',
      '"keyInHouse":false',
      '"packageName":"com.shop"',
      '"name":"Shop"',
      '"username":"mira"',
    ]) {
      expect(seen).toContain(open);
    }
  });

  it('shows that a slot is empty', () => {
    const { credential } = redactSecrets(project) as typeof project;
    expect(credential.huawei.staging.keystore).toBe('');
    expect(credential.ios.staging.certificateApn).toBeNull();
    expect(credential.huawei.production.keystore).toBe(REDACTED);
  });
});

describe('redacting', () => {
  it('knows every secret field of a project and of a person', () => {
    expect([...secretFields].sort()).toEqual(
      [
        'keystore',
        'keystorePassword',
        'keyAlias',
        'keyPassword',
        'provisioningProfile',
        'certificate',
        'password',
        'certificateApn',
        'certificateApnKey',
        'googleServiceFile',
        'keyId',
        'keyIssuerId',
        'apiKeyFile',
        'clientId',
        'clientSecret',
      ].sort(),
    );
    expect(openFields.filter((name) => secretFields.includes(name))).toEqual([]);
  });

  it.each(['keystore_password', 'KEYSTORE-PASSWORD', 'KeystorePassword'])('knows %s by its name', (name) => {
    expect(redactSecrets({ [name]: 'x' })).toEqual({ [name]: REDACTED });
  });

  it.each(['keystorePath', 'passwordless', 'certificateExpiration', 'tag'])('leaves %s alone', (name) => {
    expect(redactSecrets({ [name]: 'x' })).toEqual({ [name]: 'x' });
  });

  it('hides fields of a container of credentials that nobody has named yet', () => {
    expect(
      redactSecrets({ credential: { android: { production: { pin: 1234, codes: ['a', 'b'], ok: true } } } }),
    ).toEqual({
      credential: { android: { production: { pin: REDACTED, codes: [REDACTED, REDACTED], ok: REDACTED } } },
    });
  });

  it('hides a secret that is a list or an object whole', () => {
    expect(redactSecrets({ certificate: { pem: 'a' }, password: ['b'] })).toEqual({
      certificate: REDACTED,
      password: REDACTED,
    });
  });

  it('keeps a key of the name __proto__ a key', () => {
    const made = redactSecrets(JSON.parse('{"__proto__":{"password":"a"}}'));
    expect(JSON.stringify(made)).toBe(`{"__proto__":{"password":"${REDACTED}"}}`);
  });

  /** Any JSON, in which secrets lie under secrets' names and anything in containers. */
  const secret = fc.uuid().map((id) => `s3cr3t-${id}`);
  const name = fc.oneof(fc.constantFrom('android', 'ios', 'notes', 'list', ''), fc.string({ maxLength: 5 }));
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(name, tie('tree'), { maxKeys: 3 }),
      fc.dictionary(
        fc.constantFrom(...secretFields),
        fc.oneof(secret, fc.array(secret), fc.record({ v: secret })),
        {
          minKeys: 1,
          maxKeys: 3,
        },
      ),
      fc
        .tuple(fc.constantFrom(...credentialContainers), secret, tie('tree'))
        .map(([container, value, rest]) => ({ [container]: { a: [{ anything: value }], rest } })),
    ),
  }));

  it('lets no secret survive in the text of any JSON', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(JSON.stringify(redactSecrets(value))).not.toContain('s3cr3t');
      }),
    );
  });

  it('changes nothing the second time, and nothing where no secret is', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const once = redactSecrets(value);
        expect(redactSecrets(once)).toEqual(once);
      }),
    );
    const plain = { tag: 'v1', list: [1, null, { deep: true }] };
    expect(redactSecrets(plain)).toEqual(plain);
  });
});

describe('the kinds of credentials', () => {
  it('share no slot, so a secret has one home', () => {
    const slots = Object.values(credentialRules).flatMap((kind) => kind.slots);
    expect(new Set(slots).size).toBe(slots.length);
  });
});
