/** Who wants to know of events that come to be in this process. */
type Listeners<Event> = {
  tell(event: Event): void;
  /** Answers the way to stop. */
  watch(listener: (event: Event) => void): () => void;
};

export function createListeners<Event>(): Listeners<Event> {
  const listeners = new Set<(event: Event) => void>();
  return {
    tell(event) {
      for (const listener of listeners) listener(event);
    },
    watch(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
