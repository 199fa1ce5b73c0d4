export const pages = import.meta.glob<string>('./nl/*.md', { query: '?raw', import: 'default', eager: true });
