/** RFC 4226 appendix D, with the intermediate values; seed "12345678901234567890". */
export const RFC_4226_APPENDIX_D = [
  { counter: 0, hmacHex: 'cc93cf18508d94934c64b65d8ba7667fb7cde4b0', truncated: 1284755224, otp: '755224' },
  { counter: 1, hmacHex: '75a48a19d4cbe100644e8ac1397eea747a2d33ab', truncated: 1094287082, otp: '287082' },
  { counter: 2, hmacHex: '0bacb7fa082fef30782211938bc1c5e70416ff44', truncated: 137359152, otp: '359152' },
  { counter: 3, hmacHex: '66c28227d03a2d5529262ff016a1e6ef76557ece', truncated: 1726969429, otp: '969429' },
  { counter: 4, hmacHex: 'a904c900a64b35909874b33e61c5938a8e15ed1c', truncated: 1640338314, otp: '338314' },
  { counter: 5, hmacHex: 'a37e783d7b7233c083d4f62926c7a25f238d0316', truncated: 868254676, otp: '254676' },
  { counter: 6, hmacHex: 'bc9cd28561042c83f219324d3c607256c03272ae', truncated: 1918287922, otp: '287922' },
  { counter: 7, hmacHex: 'a4fb960c0bc06e1eabb804e5b397cdc4b45596fa', truncated: 82162583, otp: '162583' },
  { counter: 8, hmacHex: '1b3c89f65e6c9e883012052823443f048b4332db', truncated: 673399871, otp: '399871' },
  { counter: 9, hmacHex: '1637409809a679dc698207310c8c7fc07290d9e5', truncated: 645520489, otp: '520489' },
] as const;

/** RFC 6238 appendix B; seeds are "1234567890" repeated to the hash's length (errata 2866). */
export const RFC_6238_APPENDIX_B = [
  { atSeconds: 59, algorithm: 'SHA1', otp: '94287082' },
  { atSeconds: 59, algorithm: 'SHA256', otp: '46119246' },
  { atSeconds: 59, algorithm: 'SHA512', otp: '90693936' },
  { atSeconds: 1111111109, algorithm: 'SHA1', otp: '07081804' },
  { atSeconds: 1111111109, algorithm: 'SHA256', otp: '68084774' },
  { atSeconds: 1111111109, algorithm: 'SHA512', otp: '25091201' },
  { atSeconds: 1111111111, algorithm: 'SHA1', otp: '14050471' },
  { atSeconds: 1111111111, algorithm: 'SHA256', otp: '67062674' },
  { atSeconds: 1111111111, algorithm: 'SHA512', otp: '99943326' },
  { atSeconds: 1234567890, algorithm: 'SHA1', otp: '89005924' },
  { atSeconds: 1234567890, algorithm: 'SHA256', otp: '91819424' },
  { atSeconds: 1234567890, algorithm: 'SHA512', otp: '93441116' },
  { atSeconds: 2000000000, algorithm: 'SHA1', otp: '69279037' },
  { atSeconds: 2000000000, algorithm: 'SHA256', otp: '90698825' },
  { atSeconds: 2000000000, algorithm: 'SHA512', otp: '38618901' },
  { atSeconds: 20000000000, algorithm: 'SHA1', otp: '65353130' },
  { atSeconds: 20000000000, algorithm: 'SHA256', otp: '77737706' },
  { atSeconds: 20000000000, algorithm: 'SHA512', otp: '47863826' },
] as const;
