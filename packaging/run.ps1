# Set everything up, then run Stet:  powershell -ExecutionPolicy Bypass -File packaging\run.ps1 [ARGS...]
# With ARGS: stet ARGS. Without: the window.
$given = $args
. (Join-Path $PSScriptRoot 'lib.ps1')
Initialize-Stet
& $Stet @given
exit $LASTEXITCODE
