/** What this build is called; put in by the bundler. */
declare const __BUILD__: string
