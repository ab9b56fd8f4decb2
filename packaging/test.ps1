# Set everything up, then check it: format, lint, types, import contracts, tests.  [ARGS for pytest...]
$given = $args
. (Join-Path $PSScriptRoot 'lib.ps1')
Initialize-Stet
& $VenvPython (Join-Path $PSScriptRoot 'check.py') @given
exit $LASTEXITCODE
