let collector: (() => void)[] | null = null;

/** Runs a function and collects what ends the listening that it begins, so that a view takes nothing along when it is left. */
export function collecting<T>(ends: (() => void)[], make: () => T): T {
  const outer = collector;
  collector = ends;
  try {
    return make();
  } finally {
    collector = outer;
  }
}

/** A value that tells who listens when it changes. */
export class Signal<T> {
  private current: T;
  private readonly listeners = new Set<(value: T) => void>();

  constructor(value: T) {
    this.current = value;
  }

  get value(): T {
    return this.current;
  }

  set value(value: T) {
    if (!Object.is(value, this.current)) {
      this.current = value;
      [...this.listeners].forEach((listener) => listener(value));
    }
  }

  /** Calls a listener now and after every change, until the returned function is called. */
  watch(listener: (value: T) => void): () => void {
    this.listeners.add(listener);
    const end = (): boolean => this.listeners.delete(listener);
    collector?.push(end);
    listener(this.current);
    return end;
  }
}
