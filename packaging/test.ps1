# Set everything up, then check it: format, lint, types, import contracts, tests.  [ARGS for pytest...]
. (Join-Path $PSScriptRoot 'lib.ps1')
Initialize-Stet
& $VenvPython (Join-Path $PSScriptRoot 'check.py') @args
exit $LASTEXITCODE
