# Set-up shared by run.ps1 and test.ps1: uv and .venv\ with Stet in it. Dot-source it, then call Initialize-Stet.
# Packages come from wherever pip or uv on this machine is configured to look; no address is written anywhere.
# The Unix counterpart is lib.sh; keep the two in step.

$ErrorActionPreference = 'Stop'
$Root = Split-Path -Parent $PSScriptRoot
$Venv = Join-Path $Root '.venv'
$VenvPython = Join-Path $Venv 'Scripts\python.exe'
$Stet = Join-Path $Venv 'Scripts\stet.exe'
$UvVenv = Join-Path $Root '.venv-uv'

function Stop-Stet([string]$Sentence) {
    [Console]::Error.WriteLine("Stet: $Sentence")
    exit 1
}

function Invoke-Python([string[]]$Command, [string[]]$Arguments) {
    # A Python may be two words: py -3.12.
    $all = @($Command | Select-Object -Skip 1) + $Arguments
    & $Command[0] @all
}

function Test-Python([string[]]$Command) {
    # Is this a Python from 3.11 to 3.14? The Store's placeholder python.exe answers with an error code.
    $ErrorActionPreference = 'Continue'
    if (-not (Get-Command $Command[0] -ErrorAction SilentlyContinue)) { return $false }
    $check = 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))'
    try { Invoke-Python $Command @('-c', $check) 2>$null | Out-Null } catch { return $false }
    return $LASTEXITCODE -eq 0
}

function Find-Python {
    $choices = @()
    if ($env:STET_PYTHON) { $choices += , @($env:STET_PYTHON) }
    foreach ($version in '3.13', '3.12', '3.14', '3.11') { $choices += , @('py', "-$version") }
    $choices += , @('python')
    $choices += , @('python3')
    foreach ($choice in $choices) { if (Test-Python $choice) { return , $choice } }
    Stop-Stet ('Python 3.11, 3.12, 3.13 or 3.14 is needed and none was found. Install one (winget install ' +
        'Python.Python.3.13), or name one: $env:STET_PYTHON = "C:\path\to\python.exe"')
}

function Get-PipSetting([string]$Key) {
    $ErrorActionPreference = 'Continue'
    $value = [Environment]::GetEnvironmentVariable('PIP_' + $Key.ToUpper().Replace('-', '_'))
    if ($value) { return $value }
    $line = & (Join-Path $UvVenv 'Scripts\python.exe') -m pip config list 2>$null |
        Where-Object { $_ -match "^[^:][^=]*\.$Key='(.*)'`$" } | Select-Object -Last 1
    if ($line -match "='(.*)'`$") { return ($Matches[1] -replace '(?<!\\)\\n', ' ').Replace('\\', '\') }
    return $null
}

function Copy-PipSettings {
    # uv does not read pip's configuration. What was set up for pip holds for Stet too.
    $pairs = [ordered]@{
        'UV_DEFAULT_INDEX' = 'index-url'; 'UV_INDEX' = 'extra-index-url'; 'UV_FIND_LINKS' = 'find-links'
        'SSL_CERT_FILE' = 'cert'; 'UV_INSECURE_HOST' = 'trusted-host'
    }
    foreach ($name in $pairs.Keys) {
        if ([Environment]::GetEnvironmentVariable($name)) { continue }
        $value = Get-PipSetting $pairs[$name]
        if (-not $value) { continue }
        [Environment]::SetEnvironmentVariable($name, $value)
        # pip takes the best match of all its indexes, so the same set-up must mean the same here.
        if ($name -eq 'UV_INDEX' -and -not $env:UV_INDEX_STRATEGY) { $env:UV_INDEX_STRATEGY = 'unsafe-best-match' }
    }
}

function Get-Uv([string[]]$Python) {
    $found = Get-Command uv -ErrorAction SilentlyContinue
    if ($found) { return $found.Source }
    $uv = Join-Path $UvVenv 'Scripts\uv.exe'
    if (-not (Test-Path $uv)) {
        Invoke-Python $Python @('-m', 'venv', '--clear', $UvVenv) | Out-Host
        if ($LASTEXITCODE) { Stop-Stet "could not make $UvVenv." }
        & (Join-Path $UvVenv 'Scripts\python.exe') -m pip install -q --disable-pip-version-check uv | Out-Host
        if ($LASTEXITCODE) { Stop-Stet 'could not fetch uv. Is there a way to the package registry?' }
    }
    Copy-PipSettings
    return $uv
}

function Get-Stamp {
    # What .venv was made from: it is made again when any of this changes.
    $parts = @($Root)
    foreach ($file in 'packaging\requirements.txt', 'pyproject.toml', 'editor\__init__.py') {
        $parts += (Get-FileHash -Algorithm SHA256 (Join-Path $Root $file)).Hash
    }
    return $parts -join ' '
}

function Initialize-Stet {
    $madeFrom = Join-Path $Venv '.stet-made-from'
    if ((Test-Path $Stet) -and (Test-Path $madeFrom) -and
        ((Get-Content -Raw $madeFrom).Trim() -eq (Get-Stamp))) { return }
    $python = Find-Python
    $uv = Get-Uv $python
    [Console]::Error.WriteLine("Stet: setting up $Venv (about 1 GB, once).")
    if (-not ((Test-Path $VenvPython) -and (Test-Python @($VenvPython)))) {
        $path = Invoke-Python $python @('-c', 'import sys; print(sys.executable)')
        & $uv venv -q --clear -p $path $Venv
        if ($LASTEXITCODE) { Stop-Stet "could not make $Venv." }
    }
    $env:VIRTUAL_ENV = $Venv
    & $uv pip sync -q (Join-Path $Root 'packaging\requirements.txt')
    if ($LASTEXITCODE) { Stop-Stet 'could not install the packages of packaging\requirements.txt.' }
    & $uv pip install -q --no-deps --no-build-isolation -e $Root
    if ($LASTEXITCODE) { Stop-Stet "could not install Stet itself into $Venv." }
    Set-Content -Path $madeFrom -Value (Get-Stamp)
}
