type Builders = Readonly<Record<string, () => unknown>>;

export type Built<B extends Builders> = { readonly [Name in keyof B]: ReturnType<B[Name]> };

/** An object whose parts are each built when they are first read. A part that cannot be built says so at every reading. */
export function builtOnDemand<B extends Builders>(builders: B): Built<B> {
  const parts = {};
  for (const [name, build] of Object.entries(builders)) {
    Object.defineProperty(parts, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = build();
        Object.defineProperty(parts, name, { enumerable: true, value });
        return value;
      },
    });
  }
  return parts as Built<B>;
}
