/** At most so many requests wait for an answer at once; the others wait in line, each until its deadline. */
export function createWindow(size: number) {
  let running = 0;
  const line: (() => void)[] = [];

  return {
    /** False when no place came free before the time was over. Whoever got one gives it back by leave(). */
    enter(timeoutMilliseconds: number): Promise<boolean> {
      if (running < size) {
        running += 1;
        return Promise.resolve(true);
      }
      return new Promise((resolve) => {
        const admit = () => {
          clearTimeout(timer);
          resolve(true);
        };
        const timer = setTimeout(() => {
          const at = line.indexOf(admit);
          if (at >= 0) line.splice(at, 1);
          resolve(false);
        }, timeoutMilliseconds);
        line.push(admit);
      });
    },
    leave(): void {
      const next = line.shift();
      // The place goes to the next in line: the count stays.
      if (next === undefined) running -= 1;
      else next();
    },
  };
}
