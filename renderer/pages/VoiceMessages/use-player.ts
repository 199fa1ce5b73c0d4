/** Plays one sound at a time, by an audio element of the browser. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

export type Playing = {
  readonly key: string;
  /** Seconds; the length is undefined until it is known. */
  readonly at: number;
  readonly length: number | undefined;
  readonly isLoading: boolean;
};

export type Player = {
  readonly playing: Playing | undefined;
  /** In place of what plays now. `load` may fail: what it threw goes to `onError`. */
  readonly play: (key: string, load: () => Promise<Blob>, onError: (error: unknown) => void) => void;
  readonly stop: () => void;
};

export function usePlayer(): Player {
  const audio = useRef<HTMLAudioElement | undefined>(undefined);
  const address = useRef<string | undefined>(undefined);
  /** Counts up with every play and stop: what comes late is not heard. */
  const turn = useRef(0);
  const [playing, setPlaying] = useState<Playing | undefined>();

  const silence = useCallback(() => {
    turn.current += 1;
    const element = audio.current;
    if (element !== undefined) {
      element.pause();
      element.removeAttribute('src');
      element.load();
    }
    audio.current = undefined;
    if (address.current !== undefined) URL.revokeObjectURL(address.current);
    address.current = undefined;
  }, []);
  const stop = useCallback(() => {
    silence();
    setPlaying(undefined);
  }, [silence]);
  useEffect(() => silence, [silence]);

  const play = useCallback<Player['play']>(
    (key, load, onError) => {
      silence();
      const mine = turn.current;
      const isMine = () => turn.current === mine;
      setPlaying({ key, at: 0, length: undefined, isLoading: true });
      const start = async () => {
        const blob = await load();
        if (!isMine()) return;
        const element = new Audio();
        audio.current = element;
        address.current = URL.createObjectURL(blob);
        const tell = () => {
          if (!isMine()) return;
          const { currentTime, duration } = element;
          setPlaying({ key, at: currentTime, length: Number.isFinite(duration) ? duration : undefined, isLoading: false });
        };
        element.addEventListener('loadedmetadata', tell);
        element.addEventListener('timeupdate', tell);
        element.addEventListener('ended', () => {
          if (isMine()) stop();
        });
        element.src = address.current;
        await element.play();
      };
      start().catch((error: unknown) => {
        if (!isMine()) return;
        stop();
        onError(error);
      });
    },
    [silence, stop],
  );
  return useMemo(() => ({ playing, play, stop }), [playing, play, stop]);
}
