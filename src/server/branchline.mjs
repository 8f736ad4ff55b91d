#!/usr/bin/env node
// The operator's command line as a program: `npx branchline <command>`. Plain JavaScript, so that a Node
// too old for the rest is told apart first.
import './check-node.mjs'

await import('./cli.ts')
